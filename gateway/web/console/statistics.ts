import { followContrast } from "../shared/theme";
import "./bar.css";
import "./statistics.css";
import "./statistics-page";
import { useChosenLanguage } from "./preferences";

followContrast();
useChosenLanguage();
