import pc from 'picocolors';

/** Whether a stream is shown in colour: only on a terminal, and only where its user has not said otherwise. */
export const hasColour = (stream: NodeJS.WriteStream): boolean =>
  pc.isColorSupported && stream.isTTY === true;
