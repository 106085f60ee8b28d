/** Whether pictures come for long slower than they are to be shown: the server has no more to give. */

const LONG = 5; // s
const SHARE = 0.2; // of a second in which the next picture was not there

export class Shortage {
  seconds = 0; // that it has lasted; they go down again when it is over
  lasts = false;

  /**
   * Take a second more; return whether there is a shortage.
   * @param {number} share of it in which the next picture was not there
   */
  tick(share) {
    this.seconds = share > SHARE ? Math.min(LONG, this.seconds + 1) : Math.max(0, this.seconds - 1);
    if (this.seconds === LONG) this.lasts = true;
    else if (this.seconds === 0) this.lasts = false;
    return this.lasts;
  }
}
