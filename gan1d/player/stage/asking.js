/** What the stage asks of the page around: one thing at a time, since a wish breaks off the script at work. */

const APP = "[data-testid=stApp]";
// a wish sent without a line would be forgotten
const BUSY = `${APP}[data-test-script-state=running], ${APP}[data-test-connection-state]:not([data-test-connection-state=CONNECTED])`;
const SETTLE = 300; // ms until a script that was asked for is seen at work
const LOOK_EVERY = 50; // ms

export class Asking {
  /** @type {Map<string, string>} */
  wishes = new Map(); // the last of each name counts
  sentAt = -Infinity;
  timer = 0;

  /** @param {(name: string, value: string) => void} send */
  constructor(send) {
    this.send = send;
  }

  /**
   * Ask for something as soon as the page is at rest.
   * @param {string} name
   * @param {string} value
   */
  ask(name, value) {
    this.wishes.delete(name); // it comes last now
    this.wishes.set(name, value);
    this.next();
  }

  next() {
    clearTimeout(this.timer);
    const [first] = this.wishes;
    if (!first) return;
    if (performance.now() - this.sentAt >= SETTLE && !document.querySelector(BUSY)) {
      this.wishes.delete(first[0]);
      this.sentAt = performance.now();
      this.send(...first);
    }
    this.timer = window.setTimeout(() => this.next(), LOOK_EVERY);
  }

  end() {
    clearTimeout(this.timer);
    this.wishes.clear();
  }
}
