"use strict";

// Once a form has been taken, it is empty for the next one.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target;
  if (event.detail.successful && form instanceof HTMLFormElement && "reset" in form.dataset) {
    form.reset();
  }
});

// A label's button goes away with the label; the keyboard goes on from the list of labels. The new
// list may come as the answer or by the next poll, or by one after the other: the keyboard stays there
// until it is moved.
let leftBehind = false;
document.addEventListener("htmx:beforeRequest", (event) => {
  leftBehind ||= event.target.matches("#thread form");
});
document.addEventListener("focusin", (event) => {
  leftBehind &&= event.target.id === "labels-title";
});
document.addEventListener("htmx:afterSettle", () => {
  if (leftBehind && document.activeElement === document.body) {
    document.getElementById("labels-title")?.focus();
  }
});
