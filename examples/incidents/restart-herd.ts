/**
 * A restart herd, as in Google Cloud's "Multiple GCP products are experiencing Service issues" of
 * 12 June 2025. Theirs: tasks of Service Control crash in a loop; once the cause is out, all of a
 * large region start at once and overload the table they read at their start, without backoff, for
 * 2 h 40 min; remedy: starts are throttled, and load goes to other regions. Assumed: how many tasks
 * there are and what they read, how fast the table is, minutes in place of hours.
 */
import { call, clients, crash, repeat, service, simulate, type StartSpec, store } from 'gameday'
import { system, work } from 'gameday'
import { percent, table, whole } from '../support/table.ts'

/** A task reads 10 rows; the table reads 50 a second, so that all tasks need it for 20 s. */
const region = (start: StartSpec<'table'>) =>
  system('a region', {
    users: clients({ rate: '200/s', call: 'control', timeout: '1s' }),
    control: service({
      replicas: 100,
      start: { steps: repeat(10, call('table', { timeout: '1s' })), again: '100ms', ...start },
      handle: work('5ms'),
    }),
    table: store({ concurrency: 5, time: '100ms', queue: 1_000 }),
  })

const looping = crash('control', { refuse: true }).at('1m').for('1m')

/** When all tasks were ready again; what was served at last; and what the table read in vain. */
export function outcome(start: StartSpec<'table'>) {
  const run = simulate(region(start), { for: '8m', faults: [looping] })
  const ready = run.facts('replica').filter(({ is }) => is === 'ready')
  const served = run.availability({ between: ['7m', '8m'] })
  const { issued, wasted } = run.at('table')
  const readyAt = ready.length === 100 ? ready.at(-1)?.at : undefined
  return { readyAt, served, reads: issued, inVain: wasted.count }
}

export const variants: Readonly<Record<string, StartSpec<'table'>>> = {
  'all start at once, as it was': {},
  'one each 200 ms (theirs)': { every: '200ms' },
  'five at a time': { atOnce: 5 },
  'jitter of 30 s': { jitter: '30s' },
  'jitter of 5 s': { jitter: '5s' },
}

export function tell(): string {
  const rows = Object.entries(variants).map(([name, start]) => {
    const { readyAt, served, reads, inVain } = outcome(start)
    const ready = readyAt === undefined ? 'never' : `${whole(readyAt / 1_000)} s`
    return [name, ready, percent(served), whole(reads), whole(inVain)]
  })
  return table(['back at 120 s', 'all ready', 'served 7-8m', 'reads', 'in vain'], rows)
}
