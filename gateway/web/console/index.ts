import { followContrast } from "../shared/theme";
import "../shared/call.css";
import "../shared/thread.css";
import "./bar.css";
import "./console.css";
import "./conversation.css";
import "./contact-console";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
