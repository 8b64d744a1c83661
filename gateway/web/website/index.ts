import { followContrast } from "../shared/theme";
import "./website.css";
import { Website } from "./website";

followContrast();
customElements.define("contact-hub-website", Website);
