import { followContrast } from "../shared/theme";
import "../shared/call-view.css";
import "../shared/thread.css";
import "./bar.css";
import "./index.css";
import "./contact-console";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
