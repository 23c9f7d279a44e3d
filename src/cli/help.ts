/** What `--help` says. */
import { aligned } from '../report/columns.ts'
import { help } from './arguments.ts'
import type { Command, Options } from './command.ts'

/** What gameday can do. */
export function overview(commands: readonly Command[]): string {
  return [
    'gameday: chaos engineering in your test suite, on virtual time, from a seed',
    '',
    'Usage  gameday COMMAND …',
    '',
    ...rows(commands.map(({ name, usage, summary }) => [`${name} ${usage}`, summary])),
    '',
    ...rows([
      ['COMMAND --help', 'tell what a command does, and its options'],
      ['--version', 'tell the version'],
    ]),
    '',
    'Ends with 0 when every goal held, 1 when one did not or lint warns, 2 for wrong use,',
    '3 for a mistake of its own, and 130 when it was interrupted.',
    '',
  ].join('\n')
}

/** What one command does. */
export function manual({ name, usage, summary, options, help: more }: Command): string {
  return [
    `gameday ${name}: ${summary}`,
    '',
    `Usage  gameday ${name} ${usage} [options]`.replace('  [', ' ['),
    '',
    ...optionRows({ ...options, ...help }),
    ...(more === undefined ? [] : ['', more.trim()]),
    '',
  ].join('\n')
}

function optionRows(options: Options): string[] {
  return rows(
    Object.entries(options).map(([name, { short, takes, summary }]) => {
      const abbreviated = short === undefined ? '' : `, -${short}`
      const value = takes === undefined ? '' : ` ${takes}`
      return [`--${name}${abbreviated}${value}`, summary]
    }),
  )
}

const rows = (all: readonly (readonly string[])[]): string[] =>
  aligned(all, 3).map(line => `  ${line}`)
