/** The websocket: says hello, asks with an id, comes back by itself when the line drops. */

/**
 * @import { FrameSource, Heard, Question, Reply, SourceEvents } from "../ports.d.ts"
 * @import { FromBrowser, ToMaps } from "../messages.d.ts"
 */

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 5000;
const PING_EVERY = 2000; // ms
const SILENT = 3; // pings without an answer: the line is dead, though nobody has closed it
const LONGEST_ANSWER = 10000; // ms; after that the question counts as dropped
const UNKNOWN_RUN = 4404;
const OVER = 4410; // the lecture that was followed
const TOO_LONG = 1009; // a message of this page
const FOREIGN = 4403; // the server takes this page for one from elsewhere

/** @implements {FrameSource} */
export class Socket {
  wait = FIRST_WAIT;
  /** @type {Map<string, (reply: Reply) => void>} */
  asked = new Map();
  count = 0;
  closed = false;
  open = false;
  heard = false; // the other end has said something: a line that opens may still lead nowhere
  unanswered = 0;
  /** @type {WebSocket | null} */
  socket = null;
  timer = 0;

  /**
   * @param {string} path of the socket, relative to the document
   * @param {SourceEvents} events
   */
  constructor(path, events) {
    const url = new URL(path, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    this.url = url.href;
    this.events = events;
    this.connect();
    this.pinging = setInterval(() => this.ping(), PING_EVERY);
  }

  connect() {
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.open = true;
      this.unanswered = 0;
      this.send({ type: "hello", ...this.events.hello() });
      this.send({ type: "ping" });
    };
    socket.onmessage = ({ data }) => {
      if (this.closed || socket !== this.socket) return;
      this.unanswered = 0;
      if (!this.heard) this.events.status(true);
      this.heard = true;
      if (typeof data === "string") this.receive(JSON.parse(data));
      else this.events.binary(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (socket !== this.socket) return;
      if (code === TOO_LONG) this.events.text({ type: "refused", name: "size", text: reason });
      this.dropped(code);
    };
  }

  /** A network that fails does not close its sockets: ask for a sign of life, and give up on a silent line. */
  ping() {
    if (!this.open) return;
    if (this.unanswered < SILENT) {
      this.unanswered += 1;
      this.send({ type: "ping" });
      return;
    }
    const { socket } = this;
    this.socket = null;
    socket?.close();
    this.dropped();
  }

  /** @param {Heard} message */
  receive(message) {
    this.events.text(message);
    const id = "id" in message ? (message.id ?? "") : "";
    const settle = this.asked.get(id);
    if (!settle) return;
    this.asked.delete(id);
    settle(message);
  }

  /** @param {number} [code] why it was closed */
  dropped(code) {
    this.open = false;
    this.heard = false;
    const asked = [...this.asked.values()];
    this.asked.clear();
    if (this.closed) return;
    for (const settle of asked) settle({ type: "dropped" });
    this.events.status(false);
    /** @type {Record<number, () => void>} */
    const ends = { [UNKNOWN_RUN]: this.events.lost, [FOREIGN]: this.events.foreign, [OVER]: this.events.over };
    if (code !== undefined && code in ends) {
      this.close();
      ends[code]();
      return;
    }
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  /**
   * Send a message; say whether it left.
   * @param {FromBrowser | ToMaps} message
   */
  send(message) {
    if (!this.open || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /**
   * Send a question and return a promise of its reply ({type: "dropped"} where the line fell).
   * @param {Question} question
   * @returns {Promise<Reply>}
   */
  ask(question) {
    const id = `b${(this.count += 1)}`;
    return new Promise((resolve) => {
      if (!this.send({ ...question, id })) return resolve({ type: "dropped" });
      this.asked.set(id, resolve);
      setTimeout(() => this.asked.delete(id) && resolve({ type: "dropped" }), LONGEST_ANSWER);
    });
  }

  /** Close for good. */
  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.pinging);
    this.socket?.close();
  }
}
