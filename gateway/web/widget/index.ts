/** The chat widget: `<script type="module" src="https://<hub>/widget.js">` on any page is all it takes. */
import { loadFont } from "./font";
import { ContactHubWidget } from "./widget";

const NAME = "contact-hub-widget";

function place(): void {
  const widget = document.querySelector<ContactHubWidget>(NAME) ?? document.createElement(NAME);
  if (!widget.isConnected) document.body.append(widget);
}

if (!customElements.get(NAME)) {
  // The hub is where this script came from, whatever page it stands on.
  ContactHubWidget.hub = new URL(import.meta.url).origin;
  customElements.define(NAME, ContactHubWidget);
  loadFont();
  place();
}
