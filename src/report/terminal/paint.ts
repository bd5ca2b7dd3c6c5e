/** Colours for terminals. */
import { styleText } from 'node:util';

type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';
export type Paint = (format: Format, text: string) => string;

export const painter =
  (colour: boolean): Paint =>
  (format, text) =>
    colour ? styleText(format, text, { validateStream: false }) : text;

/** Whether a stream is a terminal with colours, and its user has not turned them off. */
export const hasColour = (stream: NodeJS.WriteStream): boolean => stream.isTTY === true && stream.hasColors();
