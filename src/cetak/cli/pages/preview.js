// SPDX-License-Identifier: Apache-2.0
"use strict";

const PLACE = "cetak-preview-page";
const WIDE = "cetak-preview-one";
const pages = [...document.querySelectorAll("main figure")];

function current() {
  const middle = window.innerHeight / 3;
  const before = pages.filter((page) => page.getBoundingClientRect().top <= middle);
  return Math.max(0, before.length - 1);
}

function go(number) {
  const page = pages[Math.min(Math.max(number, 0), pages.length - 1)];
  if (page) {
    page.scrollIntoView();
    page.focus({ preventScroll: true });
  }
}

function widen(isOne) {
  document.body.classList.toggle("one", isOne);
  sessionStorage.setItem(WIDE, isOne ? "1" : "");
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const moves = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
  if (event.key in moves) {
    go(current() + moves[event.key]);
  } else if (event.key === "z") {
    const at = current();
    widen(!document.body.classList.contains("one"));
    go(at);
  } else if (event.key === "c") {
    document.querySelector("nav a")?.focus();
  } else {
    return;
  }
  event.preventDefault();
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("round", (event) => {
    if (event.data !== document.body.dataset.round) {
      events.close();
      location.reload();
    }
  });
  window.addEventListener("pagehide", () => events.close());
}

function arrive() {
  widen(sessionStorage.getItem(WIDE) === "1");
  const place = sessionStorage.getItem(PLACE);
  if (place !== null) {
    window.scrollTo(0, Number(place));
  }
  history.scrollRestoration = "manual";
  window.addEventListener("pagehide", () => sessionStorage.setItem(PLACE, String(window.scrollY)));
}

arrive();
document.addEventListener("keydown", pressed);
listen();
