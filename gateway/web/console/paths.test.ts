import { describe, expect, it } from "vitest";
import { loginPath, pageAfterLogin } from "./paths";

const ORIGIN = "http://127.0.0.1:8000";
const after = (next: string, role = "officer"): string =>
  pageAfterLogin(`?${new URLSearchParams({ next })}`, role, ORIGIN);

describe("the page after log-in", () => {
  it("is the page that was asked for, with its query", () => {
    expect(after("/console/statistics?period=7")).toBe("/console/statistics?period=7");
    expect(after("/console")).toBe("/console");
  });

  it.each([
    "https://elsewhere.example/console",
    "//elsewhere.example/console",
    "/\\elsewhere.example/console",
    "/\t/elsewhere.example",
    "javascript:alert(1)",
    "/console/../kiosk",
    "/consolelookalike",
    "/console/login?next=/console",
    "console",
    "",
  ])("is never %s", (next) => {
    expect(after(next)).toBe("/console");
  });

  it("is the page of the role when none was asked for", () => {
    expect(pageAfterLogin("", "supervisor", ORIGIN)).toBe("/console/statistics");
    expect(pageAfterLogin("", "administrator", ORIGIN)).toBe("/console/kiosks");
    expect(pageAfterLogin("", "officer", ORIGIN)).toBe("/console");
  });

  it("is a supervisor's own page also when only the console was asked for", () => {
    expect(after("/console", "supervisor")).toBe("/console/statistics");
  });

  it("comes back through the log-in page", () => {
    const asked = { pathname: "/console/statistics", search: "?period=7&page=2" };
    const login = new URL(loginPath(asked), ORIGIN);
    expect(pageAfterLogin(login.search, "supervisor", ORIGIN)).toBe("/console/statistics?period=7&page=2");
  });
});
