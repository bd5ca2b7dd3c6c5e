/** Pieces of SVG. Colours are on a light ground of the picture’s own, so that it is legible on a dark page too. */

export const ink = { text: '#1f2328', faint: '#59636e', line: '#d1d9e0', ground: '#ffffff' } as const;

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
  readonly fill?: string;
  readonly bold?: boolean;
  /** Keeps what lies behind it at a distance. */
  readonly halo?: boolean;
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { anchor = 'start', size = 12, fill = ink.text, bold = false, halo = false } = style;
  const weight = bold ? ' font-weight="600"' : '';
  const distance = halo ? ` paint-order="stroke" stroke="${ink.ground}" stroke-width="4"` : '';
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" font-size="${size}" fill="${fill}"${weight}${distance}>${escaped(content)}</text>`;
}

export const rect = (x: number, y: number, width: number, height: number, fill: string): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"/>`;

/** A line through places, with a dot at each. */
export function curve(
  places: readonly (readonly [number, number])[],
  colour: string,
  dashed = false,
): string {
  const points = places.map(([x, y]) => `${n(x)},${n(y)}`).join(' ');
  const dots = places.map(([x, y]) => `<circle cx="${n(x)}" cy="${n(y)}" r="3" fill="${colour}"/>`).join('');
  const dashes = dashed ? ' stroke-dasharray="5 4"' : '';
  return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"${dashes}/>${dots}`;
}

export const rule = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${ink.line}"/>`;

/** The whole picture on its ground. @param title read out by screen readers. */
export const picture = (width: number, height: number, title: string, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ink.ground}" stroke="${ink.line}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');

const n = (value: number) => String(Math.round(value * 10) / 10);

const escaped = (content: string) =>
  content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
