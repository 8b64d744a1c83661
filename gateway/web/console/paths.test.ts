import { describe, expect, it } from "vitest";
import type { Role } from "./api";
import { elsewhere, loginPath, pageAfterLogin, pagesOf, providerPath } from "./paths";

const ORIGIN = "http://127.0.0.1:8000";
const after = (next: string, role: Role = "officer"): string =>
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
    "/console/login/end",
    "console",
    "",
  ])("is never %s", (next) => {
    expect(after(next)).toBe("/console");
  });

  it("is the page of the role when none was asked for", () => {
    expect(pageAfterLogin("", "supervisor", ORIGIN)).toBe("/console/statistics");
    expect(pageAfterLogin("", "administrator", ORIGIN)).toBe("/console/kiosks");
    expect(pageAfterLogin("", "officer", ORIGIN)).toBe("/console");
    expect(pageAfterLogin("", "privacy_officer", ORIGIN)).toBe("/console/statistics");
    expect(pageAfterLogin("", "interpreter", ORIGIN)).toBe("/console/me");
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

describe("the way to the log-in provider", () => {
  it("takes the page along that was asked for", () => {
    const way = new URL(providerPath("?next=%2Fconsole%2Fstatistics%3Fperiod%3D7", ORIGIN), ORIGIN);
    expect(way.pathname).toBe("/console/login/start");
    expect(way.searchParams.get("next")).toBe("/console/statistics?period=7");
  });

  it("takes no page of others along", () => {
    expect(providerPath("?next=https%3A%2F%2Felsewhere.example", ORIGIN)).toBe("/console/login/start");
  });
});

describe("the console", () => {
  it("is for who takes conversations and for who looks on", () => {
    expect([elsewhere("officer"), elsewhere("supervisor")]).toEqual([null, null]);
  });

  it("sends others to their own place", () => {
    expect(elsewhere("privacy_officer")).toBe("/console/statistics");
    expect([elsewhere("interpreter"), elsewhere("administrator")]).toEqual(["/console/me", "/console/kiosks"]);
  });

  it("and statistics are all that a supervisor opens", () => {
    expect(pagesOf("supervisor").map((page) => page.path)).toEqual(["/console/statistics", "/console", "/console/contacts"]);
  });
});
