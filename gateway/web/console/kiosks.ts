import { followContrast } from "../shared/theme";
import "./bar.css";
import "./kiosks.css";
import "./kiosks-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
