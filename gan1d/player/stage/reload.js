/** A reload: what the address cannot hold of the run, this tab keeps until the page is back. */

/** @import { Session } from "../run/session.js" */

import { recall, remember } from "../base/memory.js";

const NAME = "gan1d-run";

export class Reload {
  /**
   * @param {Session} session
   * @param {string} name under which it is kept
   */
  constructor(session, name = NAME) {
    this.session = session;
    this.name = name;
    const kept = recall(name);
    this.file = kept?.address === window.location.search ? String(kept.file) : "";
    this.onHide = () => this.keep();
    window.addEventListener("pagehide", this.onHide);
    document.addEventListener("visibilitychange", this.onHide);
  }

  /** The page may go now. */
  keep() {
    if (this.file) return; // it is still to be opened
    const { follows, lacks, position } = this.session;
    const file = !follows && lacks.length ? this.session.text(position) : "";
    remember(this.name, file ? { address: window.location.search, file } : null);
  }

  /** The run of the address is there: go on with what was kept instead, if it is of the same address. */
  open() {
    const { file, session } = this;
    this.file = "";
    if (file) session.openFile(file);
  }

  end() {
    window.removeEventListener("pagehide", this.onHide);
    document.removeEventListener("visibilitychange", this.onHide);
  }
}
