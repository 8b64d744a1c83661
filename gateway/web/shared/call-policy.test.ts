import { describe, expect, it } from "vitest";
import { afterRefusal, canAskAgain, endKey, mayRetry, type Peer, retryDelayMs, withoutLocalNames, withPeer } from "./call-policy";

const officer: Peer = { seat: "officer", role: "officer", name: "S. Bakker", audio: true, video: true, state: "joined" };

describe("the decisions of a call", () => {
  it("takes one fresh ticket for one that was refused, then stops", () => {
    for (const code of ["ticket_used", "ticket_expired", "ticket_invalid", "wrong_node"]) {
      expect(afterRefusal(code, 0)).toBe("fresh-ticket");
      expect(afterRefusal(code, 1)).toBe("end");
    }
    expect(afterRefusal("call_ended", 0)).toBe("end");
    expect(afterRefusal("seats_full", 0)).toBe("end");
  });

  it("waits for a node to come back", () => {
    expect(afterRefusal("no_node", 3)).toBe("later");
    expect(afterRefusal("try_again", 1)).toBe("later");
    expect(afterRefusal("too_fast", 1)).toBe("later");
  });

  it("backs off from half a second to eight, spread by chance", () => {
    expect(retryDelayMs(0, () => 1)).toBe(500);
    expect(retryDelayMs(0, () => 0)).toBe(250);
    expect(retryDelayMs(3, () => 1)).toBe(4_000);
    expect(retryDelayMs(20, () => 1)).toBe(8_000);
  });

  it("gives up when the seat is gone", () => {
    expect(mayRetry(59_000)).toBe(true);
    expect(mayRetry(70_000)).toBe(false);
  });

  it("drops hidden addresses when real ones remain, and keeps them when they are all there is", () => {
    const real = "a=candidate:1 1 udp 1 192.0.2.7 5000 typ host";
    const hidden = "a=candidate:2 1 udp 1 0a1b.local 5001 typ host";
    expect(withoutLocalNames(["v=0", real, hidden, "a=mid:0"].join("\r\n"))).toBe(["v=0", real, "a=mid:0"].join("\r\n"));
    const alone = ["v=0", hidden].join("\r\n");
    expect(withoutLocalNames(alone)).toBe(alone);
  });

  it("keeps the list of others up to date", () => {
    const muted = withPeer([officer], { ...officer, audio: false });
    expect(muted).toEqual([{ ...officer, audio: false }]);
    expect(withPeer(muted, { ...officer, state: "left" })).toEqual([]);
  });

  it("has a sentence for each end, and a general one for what it does not know", () => {
    expect(endKey("node_stopped")).toBe("call-end-node-stopped");
    expect(endKey("something_new")).toBe("call-end-refused");
    expect(canAskAgain("vanished")).toBe(true);
    expect(canAskAgain("hung_up_officer")).toBe(false);
  });
});
