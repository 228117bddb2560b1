import { Controller } from "@hotwired/stimulus";

/** Empties what this window's page may have stored. The host empties the rest. */
export default class extends Controller {
  connect() {
    localStorage.clear();
    sessionStorage.clear();
  }
}
