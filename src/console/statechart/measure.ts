// How much room text takes. The drawing sets its text in a monospaced face, so a count of characters is a width, and the layout
// needs no browser to be computed.

/** Pixels per character of the face at 11 px; the widest of the usual monospaced faces, so that nothing is cut. */
const CHARACTER_WIDTH = 6.7;
/** Pixels per character of a state's name: bold, 15 px; large, because the whole is seen from afar. */
const NAME_CHARACTER_WIDTH = 9.2;

export const LINE_HEIGHT = 15;
export const NAME_HEIGHT = 28;
export const PADDING = 10;

export const textWidth = (text: string): number => Math.ceil(text.length * CHARACTER_WIDTH);
export const nameWidth = (text: string): number => Math.ceil(text.length * NAME_CHARACTER_WIDTH);

export const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(textWidth));
