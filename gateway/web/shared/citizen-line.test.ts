import { describe, expect, it } from "vitest";
import { CitizenLine } from "./citizen-line";
import { conversationWith } from "./conversation-in-tests";
import type { CitizenFrame, Refused } from "./frames";
import { PersonSocket } from "./socket";

const crowded: Refused = { type: "refused", client_id: null, code: "crowded", text_key: "refused-crowded", args: { seconds: 7 }, retry_s: 7 };
const conversation = conversationWith({ reference: "AB2C-D3EF" });
const snapshot: CitizenFrame = { type: "snapshot", session: "s", seq: 0, conversation, events: [] };

function lineWith(): { line: CitizenLine; tell: (frame: CitizenFrame) => void } {
  const socket = new PersonSocket("/ws", () => ({}));
  const line = new CitizenLine({ surface: "kiosk", language: "nl", place: null, session: null }, socket);
  return { line, tell: (frame) => socket.dispatchEvent(new CustomEvent("frame", { detail: frame })) };
}

describe("a conversation that is over", () => {
  it("begins no other when the hub hangs up", () => {
    const { line, tell } = lineWith();
    tell(snapshot);
    tell({ type: "event", seq: 1, name: "ConversationClosed", data: { reason: "done_by_citizen", outcome: null }, at: "" } as CitizenFrame);
    line.socket.state = "lost";
    line.socket.dispatchEvent(new CustomEvent("state", { detail: "lost" }));
    expect(line.socket.state).toBe("stopped");
  });
});

describe("why a conversation does not begin", () => {
  it("is told while there is none, and forgotten once there is", () => {
    const { line, tell } = lineWith();
    tell(crowded);
    expect(line.refusal?.text_key).toBe("refused-crowded");
    tell(snapshot);
    expect(line.refusal).toBeNull();
  });

  it("is said once, by the line that is lost, while a part of the hub is away", () => {
    const { line, tell } = lineWith();
    tell({ ...crowded, code: "unavailable", text_key: "refused-unavailable" });
    expect(line.refusal).toBeNull();
    line.socket.dispatchEvent(new CustomEvent("state", { detail: "lost" }));
    expect(line.link).toBe("lost");
  });

  it("is not mixed up with a call that cannot begin yet", () => {
    const { line, tell } = lineWith();
    tell(snapshot);
    tell({ ...crowded, code: "no_node", text_key: "refused-no-node" });
    expect(line.refusal).toBeNull();
  });
});

describe("a language that is chosen while the conversation begins", () => {
  it("is told to the hub once it listens, and only when it was chosen here", () => {
    const { line, tell } = lineWith();
    const sent: object[] = [];
    line.socket.send = (frame) => sent.push(frame) > 0;
    tell({ ...snapshot, conversation: conversationWith({ language: "en" }) });
    expect(sent).toEqual([]);
    line.speak("nl");
    tell({ ...snapshot, conversation: conversationWith({ language: "en" }) });
    expect(sent).toEqual([
      { type: "language", language: "nl" },
      { type: "language", language: "nl" },
    ]);
  });
});
