/** Unique ids of nodes, macros, sources …: `model.shop.orders`. */

const types = [
  'model|seed|snapshot|test|unit_test|source|exposure|macro|operation|sql_operation|sql operation|analysis',
  'metric|saved_query|semantic_model|group|doc|function|fixture',
].join('|');
const whole = new RegExp(`^(?:${types})\\.[^/]+$`);
const inText = new RegExp(`\\b(${types})\\.[\\w-]+\\.[\\w.*-]+`);
const everyInText = new RegExp(inText.source, 'g');
const everyDotted = new RegExp(`\\b(${types})\\.[\\w.*-]+`, 'g');

export const isUniqueId = (text: string): boolean => whole.test(text);

/** The first unique id in a text. */
export const uniqueIdIn = (text: string): string | undefined => inText.exec(text)?.[0];

/** A text with only the type of each unique id: `model.*`. */
export const withoutUniqueIds = (text: string): string => text.replaceAll(everyInText, '$1.*');

/** The same, also for `model.orders`: messages leave out the name of the package. */
export const withoutDottedNames = (text: string): string => text.replaceAll(everyDotted, '$1.*');

/** The name of a node by its unique id: `orders` for `model.shop.orders`; for a generic test without its digest. */
export const nodeName = (id: string): string =>
  /^[a-z_]+\.\w+\.(.+?)(?:\.[0-9a-f]{10})?$/.exec(id)?.[1] ?? id;
