import { navigator as turboNavigator } from "@hotwired/turbo";

/** The page that this window shows, as the server wrote it on the body. */
export const here = {
  get id() {
    return Number(document.body.dataset.page);
  },

  get url() {
    return document.body.dataset.url;
  },

  get revision() {
    return Number(document.body.dataset.revision);
  },

  set revision(revision) {
    document.body.dataset.revision = revision;
  },

  get isWriting() {
    return document.body.dataset.mode === "writing";
  },

  set isWriting(isWriting) {
    document.body.dataset.mode = isWriting ? "writing" : "reading";
  },

  /** The page is read again, and its address says so. */
  leaveWriting() {
    here.isWriting = false;
    const rest = new URLSearchParams(location.search);
    if (rest.has("edit")) {
      rest.delete("edit");
      moveTo(`${here.url}${rest.size ? `?${rest}` : ""}`);
    }
  },

  /** The page got another title, and with it perhaps another address. */
  rename({ title, url }) {
    const heading = document.querySelector("[data-rename-target=title]");
    if (heading && document.activeElement !== heading && heading.textContent !== title) {
      heading.textContent = title;
    }
    if (document.title !== title) {
      document.title = title;
    }
    if (url === here.url) {
      return;
    }
    document.body.dataset.url = url;
    moveTo(url + location.search);
    for (const form of document.querySelectorAll("form[data-address]")) {
      form.action = url + form.dataset.address;
    }
    for (const link of document.querySelectorAll("a[data-address-link]")) {
      link.href = url + link.dataset.addressLink;
    }
  },
};

function moveTo(address) {
  turboNavigator.history.replace(new URL(address, location.href));
  window.dispatchEvent(new CustomEvent("here:moved"));
}
