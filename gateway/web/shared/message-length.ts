/** How long a message may be; counted in characters as a person sees them, which is what the hub counts. */

export const LONGEST_MESSAGE = 2000;
const NEAR = 200;

export interface Room {
  left: number;
  /** Tell the writer: the end is near. */
  near: boolean;
  /** The hub would refuse this. */
  over: boolean;
}

/** Return how much room a text leaves. */
export function roomLeft(text: string): Room {
  const left = LONGEST_MESSAGE - [...text.trim()].length;
  return { left, near: left <= NEAR, over: left < 0 };
}
