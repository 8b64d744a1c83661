import { followContrast } from "../shared/theme";
import "./bar.css";
import "./login.css";
import "./own-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
