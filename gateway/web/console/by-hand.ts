import { followContrast } from "../shared/theme";
import "./bar.css";
import "./by-hand.css";
import "./by-hand-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
