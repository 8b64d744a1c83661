import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { VideoDoor } from "./video-door";

interface FakeTab {
  closed: boolean;
  opener: object | null;
  document: { title: string };
  went: string;
  location: { replace: (address: string) => void };
  close: () => void;
}

function fakeTab(): FakeTab {
  const made: FakeTab = {
    closed: false,
    opener: {},
    document: { title: "" },
    went: "",
    location: { replace: (address) => (made.went = address) },
    close: () => (made.closed = true),
  };
  return made;
}

let tab: FakeTab;
const changed = vi.fn();

function door(blocked = false): VideoDoor {
  const open = () => (blocked ? null : tab) as unknown as Window;
  return new VideoDoor("https://hub.example", changed, { open });
}

beforeEach(() => {
  vi.useFakeTimers();
  changed.mockClear();
  tab = fakeTab();
});

afterEach(() => {
  vi.useRealTimers();
});

test("the page that was opened at the press is led to the call, with the code in the fragment", () => {
  const opened = door();
  opened.prepare("Video");
  opened.lead("a/b");
  expect(tab.went).toBe("https://hub.example/call#h=a%2Fb");
  expect(opened.link).toBeNull();
});

test("the call page cannot reach the page around the widget", () => {
  door().prepare("Video");
  expect(tab.opener).toBeNull();
});

test("a browser that opens nothing gets a link, until its code is too old", () => {
  const opened = door(true);
  opened.prepare("Video");
  opened.lead("abc");
  expect(opened.link).toBe("https://hub.example/call#h=abc");
  vi.advanceTimersByTime(60_000);
  expect(opened.link).toBeNull();
  expect(changed).toHaveBeenCalled();
});

test("a page that was closed meanwhile gets a link too", () => {
  const opened = door();
  opened.prepare("Video");
  tab.closed = true;
  opened.lead("abc");
  expect(opened.link).not.toBeNull();
});

test("without a call the blank page goes away", () => {
  const opened = door();
  opened.prepare("Video");
  opened.abandon();
  expect(tab.closed).toBe(true);
});
