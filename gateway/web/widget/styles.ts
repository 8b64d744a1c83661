/** The theme and the widget's own rules, for its one shadow root. */
import { css, unsafeCSS } from "lit";
import base from "../theme/base.css?inline";
import controls from "../theme/controls.css?inline";
import designSystem from "../theme/nl-design-system.css?inline";
import tokens from "../theme/tokens.css?inline";
import thread from "../shared/thread.css?inline";
import files from "../shared/files.css?inline";
import widget from "./widget.css?inline";

// Nothing of the page around it reaches in: sizes, colours and direction are ours alone.
const island = css`
  :host {
    all: initial;
  }
`;

export const styles = [
  island,
  ...[tokens, designSystem, base, controls, thread, files, widget].map((sheet) => unsafeCSS(sheet)),
];
