/**
 * How fast mails may follow one another: mail servers take thirty a minute from one person (Exchange Online's limit,
 * the lowest of the large ones). A few go out at once, and one for each pause from then on.
 */

const AT_ONCE = 5;
/** In milliseconds. */
export const PAUSE = 2_400;

export class Pace {
  /** When the next one would go out if none had gone out at once. */
  #next = 0;

  /**
   * Takes the turn of one mail.
   *
   * @param {number} now in milliseconds, from any start
   * @returns {number} how long it has to wait, in milliseconds
   */
  turn(now) {
    const turn = Math.max(this.#next, now);
    this.#next = turn + PAUSE;
    return Math.max(0, turn - now - (AT_ONCE - 1) * PAUSE);
  }
}
