/** Who uses the package: each a folder of .ci/consumers, what it installs, and how it is tried. */

/** One user of the packed package, and the command that shows that it works for them. */
export type Consumer = {
  readonly name: string
  /** The folder under .ci/consumers that is copied to an empty place. */
  readonly folder: string
  /** What it installs beside its own package.json and the packed package. */
  readonly installs: readonly string[]
  /** The command, for Node.js; a runner's writes its results to `results.json`. */
  readonly command: readonly string[]
  /** The Node.js that runs it, if it is none of ours: a path in its folder. */
  readonly node?: string | undefined
  /** What is tried after it, as another check. */
  readonly after?: readonly string[] | undefined
}

const tsc = ['node_modules/typescript/bin/tsc', '--project']
const jest = ['node_modules/jest/bin/jest.js', '--json', '--outputFile=results.json']
const vitest = ['node_modules/vitest/vitest.mjs', 'run']
const report = ['report.mjs']

/** It does without Node.js 20. */
const newest: Consumer = {
  ...other('vitest', 'vitest@5.1.1', vitest),
  installs: ['vitest@5.1.1', 'node@24.9.0'],
  node: 'node_modules/node/bin/node',
}

/** Every supported runner, with the oldest and the newest of their types. */
export const consumers: readonly Consumer[] = [
  { ...runner('vitest', vitest), after: report },
  other('vitest', 'vitest@3.2.7', vitest),
  newest,
  { ...runner('jest-esm', ['--experimental-vm-modules', ...jest]), after: report },
  { ...runner('jest-cjs', jest), after: report },
  other('jest-cjs', 'jest@29.6.4', jest),
  runner('jest-code', jest),
  { ...other('jest-code', 'jest@29.6.4', jest), after: undefined },
  runner('tsx', ['node_modules/tsx/dist/cli.mjs', 'shop.ts']),
  runner('command-line', ['check.mjs']),
  runner('init', ['check.mjs']),
  types('vitest', 'vitest@3.2.7'),
  types('vitest', 'vitest@4.1.12'),
  types('vitest', 'vitest@5.1.1'),
  types('jest', '@jest/globals@29.6.4'),
  types('jest', '@jest/globals@30.5.2'),
  types('vitest-setup', 'vitest@4.1.12'),
  types('jest-setup', '@jest/globals@30.5.2'),
  oldTypes('typescript@5.4.5', '@jest/globals@29.6.4'),
  oldTypes('typescript@5.9.3', '@jest/globals@30.5.2'),
]

function runner(folder: string, command: readonly string[]): Consumer {
  return { name: folder, folder, installs: [], command }
}

/** The same with another version of its runner than its package.json names. */
function other(folder: string, version: string, command: readonly string[]): Consumer {
  return { name: `${folder}, ${version}`, folder, installs: [version], command, after: report }
}

/** A repository from before `exports`: CommonJS, and modules resolved as Node.js 10 did. */
function oldTypes(...installs: readonly string[]): Consumer {
  const name = `types of an old Jest repository (${installs.join(', ')})`
  return { name, folder: 'old-jest', installs, command: [...tsc, '.'] }
}

function types(of: string, version: string): Consumer {
  const command = [...tsc, of]
  return { name: `types of ${version}, ${of}`, folder: 'types', installs: [version], command }
}
