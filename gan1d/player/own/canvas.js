/** The plot's frame as one draws in it: pixels from its upper left corner, densities at the preview's scale. */

/** @import { StoryHost } from "../ports.d.ts" */

export class Canvas {
  scale = 1; // of the preview's heights

  /**
   * @param {StoryHost} host
   * @param {HTMLElement} element that lies on the frame
   */
  constructor(host, element) {
    this.host = host;
    this.element = element;
  }

  get plot() {
    return /** @type {NonNullable<StoryHost["plot"]>} */ (this.host.plot);
  }

  get width() {
    return this.plot.width;
  }

  get height() {
    return this.plot.height;
  }

  /** The highest density that is seen. */
  get top() {
    return this.densityAt(0);
  }

  /** @param {number} value */
  x(value) {
    return this.plot.x(value) - this.plot.left;
  }

  /** @param {number} density */
  y(density) {
    return this.plot.density(this.scale * density) - this.plot.top;
  }

  /** @param {number} pixel */
  xAt(pixel) {
    return this.plot.xAt(this.plot.left + pixel);
  }

  /** @param {number} pixel */
  densityAt(pixel) {
    return this.plot.densityAt(this.plot.top + pixel) / this.scale;
  }

  /**
   * Return where a pointer is.
   * @param {PointerEvent} event
   */
  place({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  /** Lay the element on the frame, wherever that is now. */
  lay() {
    const { left, top, width, height } = this.plot;
    for (const [name, value] of Object.entries({ left, top, width, height })) {
      this.element.style.setProperty(name, `${value.toFixed(1)}px`);
    }
  }
}
