/** The websocket: says hello, asks with an id, comes back by itself when the line drops. */

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 5000;
const PING_EVERY = 2000; // ms
const SILENT = 3; // pings without an answer: the line is dead, though nobody has closed it
const LONGEST_ANSWER = 10000; // ms; after that the question counts as dropped
const UNKNOWN_RUN = 4404;

export class Link {
  /**
   * @param {string} path of the socket, relative to the document
   * @param {{hello: () => Object, text: (message: Object) => void, binary: (buffer: ArrayBuffer) => void,
   *   status: (open: boolean) => void, lost: () => void}} handlers
   */
  constructor(path, handlers) {
    const url = new URL(path, document.baseURI);
    url.protocol = url.protocol.replace("http", "ws");
    this.url = url.href;
    this.handlers = handlers;
    this.wait = FIRST_WAIT;
    this.asked = new Map();
    this.count = 0;
    this.closed = false;
    this.open = false;
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
      this.send({ type: "hello", ...this.handlers.hello() });
      this.handlers.status(true);
    };
    socket.onmessage = ({ data }) => {
      if (this.closed || socket !== this.socket) return;
      this.unanswered = 0;
      if (typeof data === "string") this.receive(JSON.parse(data));
      else this.handlers.binary(data);
    };
    socket.onclose = ({ code }) => socket === this.socket && this.dropped(code);
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
    socket.close();
    this.dropped();
  }

  receive(message) {
    this.handlers.text(message);
    const settle = this.asked.get(message.id);
    if (!settle) return;
    this.asked.delete(message.id);
    settle(message);
  }

  dropped(code) {
    this.open = false;
    const asked = [...this.asked.values()];
    this.asked.clear();
    if (this.closed) return;
    for (const settle of asked) settle({ type: "dropped" });
    this.handlers.status(false);
    if (code === UNKNOWN_RUN) {
      this.close();
      this.handlers.lost();
      return;
    }
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  /** Send a message; say whether it left. */
  send(message) {
    if (!this.open) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Send a message and return a promise of its reply ({type: "dropped"} where the line fell). */
  ask(message) {
    const id = `b${(this.count += 1)}`;
    return new Promise((resolve) => {
      if (!this.send({ ...message, id })) return resolve({ type: "dropped" });
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
