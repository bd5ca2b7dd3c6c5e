/**
 * How options are tried that many commands take: their values, and what they need to show what they do. A suite tries
 * one otherwise by naming it among its own. Where an option cannot show anything, `silent` says why.
 */
import type { SharedTrials } from '../src/plan/matrix.ts';
import * as shop from './shop-edits.ts';

export default {
  // Which nodes.
  '--select': { values: ['stg_orders'] },
  '--models': { values: ['stg_orders'] },
  '--exclude': { values: ['stg_orders+'] },
  '--selector': { values: ['marts_for_day'] },
  '--resource-types': { values: ['model', 'seed'] },
  '--exclude-resource-types': { values: ['model'] },
  '--indirect-selection': { values: ['empty'] },

  // Where from, and where to.
  '--project-dir': { values: ['annex'] },
  '--profiles-dir': { values: ['../home/annex'] },
  '--profile': { values: ['annex'] },
  '--target': { values: ['other'] },
  '--target-path': { values: ['build'] },
  '--state': { values: ['no/such/folder'] },
  '--defer-state': { values: ['no/such/folder'] },
  '--deprecated-defer': { values: ['true'] },
  '--deprecated-state': { values: ['no/such/folder'] },
  '--deprecated-favor-state': { values: ['true'] },
  '--log-path': { values: ['elsewhere'] },
  '--record-timing-info': { values: ['timing.prof'] },
  '--partial-parse-file-path': { values: ['no_such.msgpack'] },

  // With what.
  '--vars': { values: ['big_order_cents: 1'] },
  // More than one lets chance decide the order: first one, as pairs have it, then two where there is nothing to order.
  '--threads': { values: ['1', '2'], with: '--select stg_orders --cache-selected-only' },
  '--sqlparse': { values: ['{"MAX_GROUPING_TOKENS": 1}'] },
  '--sample': { values: ["{'start': '2024-03-02', 'end': '2024-03-05'}"] },
  '--event-time-start': { values: ['2024-03-02'], with: '--event-time-end 2024-03-06' },
  '--event-time-end': { values: ['2024-03-06'], with: '--event-time-start 2024-03-02' },
  '--use-v2-parser': {},
  '--v2-parser': { values: ['no-such-parser'], with: '--use-v2-parser' },
  '--version-check': { before: [shop.otherVersion] },
  '--maximum-seed-size-mib': { values: ['0'] },

  // What is said of it.
  '--log-cache-events': { with: '--log-level debug' },
  '--log-level': { values: ['debug', 'error'] },
  '--log-level-file': { values: ['info'] },
  '--log-format': { values: ['json', 'debug'] },
  '--log-format-file': { values: ['debug'] },
  // Less than the log has, and more than a sixth of it: five files that were full are kept.
  '--log-file-max-bytes': { values: ['200000'] },
  '--printer-width': { values: ['40'] },
  '--use-colors-file': { with: '--log-format-file debug' },
  '--warn-error-options': { values: ['{"error": "all"}'] },
} satisfies SharedTrials;
