/** What speaks for a module of the candidate. */
export interface Clue {
  /** Relative to where packages lie. */
  readonly file: string;
  /** 1-based, 0 where it is not known. */
  readonly line: number;
  /** The evidence, in a sentence without its subject. */
  readonly why: string;
  /** 0 to 1: how much it says by itself. */
  readonly weight: number;
  /** It is about the name of an engine: where code is compared, these names are no difference. */
  readonly named?: boolean;
}
