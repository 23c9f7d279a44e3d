/** The line that makes a failure happen again. */
import { relative } from 'node:path'
import type { RunIdentity } from '../record/recording.ts'
import { shellWord } from './shell-word.ts'

/** Where a matcher was called; what is not known is left out. */
export type Place = {
  readonly runner?: 'vitest' | 'jest' | 'gameday' | undefined
  /** The file of the test, and the folder its path is shown from. */
  readonly file?: string | undefined
  readonly folder?: string | undefined
  /** The names of the test and its chapters as the runner joins them. */
  readonly test?: string | undefined
}

/**
 * A command to paste: it runs the one test with the seed of the run. A seed that the code or the
 * command line gives, or a search made up, needs no variable, and is told on a line of its own; so
 * is an order of equal-time events, which only code gives.
 */
export function replayLines({ seed, seedFrom, ties }: RunIdentity, place: Place): string[] {
  const command = commandFor(place)
  const word = shellWord(seed)
  const written = ` (given in the ${command === undefined ? 'code' : 'spec'})`
  const given = { ...origins, option: written }[seedFrom]
  const order = ties === undefined ? [] : [`ties ${ties}${written}`]
  if (command === undefined) return [`seed ${word}${given}`, ...order]
  const line = `${moduleOptions()}${command}`
  const seeded = given === '' ? [`GAMEDAY_SEED=${word} ${line}`] : [line, `seed ${word}${given}`]
  return [...seeded, ...order]
}

/** Where a seed comes from that the code does not give. */
const origins = {
  search: ' (of the search)',
  commandLine: ' (of the command line)',
  environment: '',
  default: '',
} as const

/** Jest runs ES modules only with this option, which whoever runs it has in the environment. */
function moduleOptions(): string {
  const option = '--experimental-vm-modules'
  return process.env['NODE_OPTIONS']?.includes(option) ? `NODE_OPTIONS=${option} ` : ''
}

/** The command that runs the one test again; undefined where it is not known. */
export function commandFor({ runner, file, folder, test }: Place): string | undefined {
  if (runner === undefined || file === undefined) return undefined
  const path = folder === undefined ? file : relative(folder, file)
  const words = [...commands[runner].run, shellWord(path)]
  if (test && runner !== 'gameday') {
    words.push('-t', shellWord(pattern(commands[runner].test(test))))
  }
  return words.join(' ')
}

const commands = {
  vitest: {
    run: ['npx', 'vitest', 'run'],
    // Vitest joins names with " > " here, but with a space where it looks for `-t`.
    test: (name: string) => name.split(' > ').at(-1) as string,
  },
  jest: { run: ['npx', 'jest', '--runTestsByPath'], test: (name: string) => name },
  gameday: { run: ['npx', 'gameday', 'run'] },
}

/** Runners read `-t` as a regular expression; control characters would not survive a paste. */
const pattern = (name: string): string =>
  name
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '[^]')
