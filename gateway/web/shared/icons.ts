import { html, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";

// Lucide (ISC licence). Only the drawings in this list are bundled; add a name to use another.
const drawings = import.meta.glob<string>(
  [
    "../node_modules/lucide-static/icons/{accessibility,arrow-left,arrow-right,badge-check,bell,bike,bot}.svg",
    "../node_modules/lucide-static/icons/{building-2,camera,captions,chart-area,check,check-check,chevron-down,corner-down-right}.svg",
    "../node_modules/lucide-static/icons/{circle-alert,circle-check,circle-play,circle-question-mark,clock,delete}.svg",
    "../node_modules/lucide-static/icons/{contrast,download,ellipsis,external-link,eye-off,file-text,globe}.svg",
    "../node_modules/lucide-static/icons/{hand,hand-helping,headphones,house,id-card,info,keyboard,languages}.svg",
    "../node_modules/lucide-static/icons/{lock,log-in,log-out,map-pin,message-circle,mic,mic-off,minus,plus}.svg",
    "../node_modules/lucide-static/icons/{monitor-smartphone,move-down,notebook-pen,paperclip,pause,phone,phone-off}.svg",
    "../node_modules/lucide-static/icons/{refresh-cw,search,send,shield-check,signal,signal-low,smartphone}.svg",
    "../node_modules/lucide-static/icons/{triangle-alert,user,user-plus,users,video,video-off,volume-2}.svg",
    "../node_modules/lucide-static/icons/{wifi-off,x}.svg",
  ],
  { query: "?raw", import: "default", eager: true },
);

const byName = new Map(
  Object.entries(drawings).map(([path, drawing]) => [
    path.slice(path.lastIndexOf("/") + 1, -".svg".length),
    drawing.replace(/<!--.*?-->\s*/s, ""),
  ]),
);

/** Draw a Lucide icon; it is hidden from screen readers because a word always stands beside it. */
export function icon(name: string): TemplateResult {
  return html`<span class="icon" data-icon=${name} aria-hidden="true">${unsafeHTML(byName.get(name) ?? "")}</span>`;
}
