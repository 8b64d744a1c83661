/** The theme of a page: its style sheets, and the wish for more contrast. */
import "../theme/index.css";

export { followContrast } from "./follow-contrast";
