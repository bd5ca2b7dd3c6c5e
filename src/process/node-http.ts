/**
 * Node’s HTTP. An `import` of it would read every export, and with `WebSocket` load a client of a megabyte that nobody here
 * uses: a tenth of what starting takes.
 */
export const http = process.getBuiltinModule('node:http');
