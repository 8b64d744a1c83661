import { followContrast } from "../shared/theme";
import "./bar.css";
import "./login.css";
import "./login-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
