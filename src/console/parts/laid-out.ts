// JSON text laid out for reading. Worked on as text: a number that were parsed would lose the digits that somebody looks for.

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const INDENT = '  ';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text that a string token stands for, where that is JSON itself: an object or a list. */
function jsonWithin(token: string): string | null {
  if (!token.startsWith('"')) return null;
  const text: unknown = JSON.parse(token);
  return typeof text === 'string' && /^\s*[[{]/.test(text) && isJson(text) ? text : null;
}

function indented(json: string, depth: number): string {
  const line = (by: number): string => `\n${INDENT.repeat(depth + by)}`;
  let [text, inner] = ['', 0];
  let isOpening = false;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '}' || token === ']') {
      inner -= 1;
      text += isOpening ? token : `${line(inner)}${token}`;
      isOpening = false;
      continue;
    }
    if (isOpening) text += line(inner);
    isOpening = token === '{' || token === '[';
    if (isOpening) inner += 1;
    if (token === ',') text += `,${line(inner)}`;
    else if (token === ':') text += ': ';
    else {
      const within = jsonWithin(token);
      text += within === null ? token : indented(within, depth + inner);
    }
  }
  return text;
}

/** JSON inside JSON is unfolded; what is no JSON stands as it came. */
export const laidOut = (raw: string): string => (isJson(raw) ? indented(raw, 0) : raw);
