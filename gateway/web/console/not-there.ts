import { followContrast } from "../shared/theme";
import "./bar.css";
import "./login.css";
import "./not-there-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
