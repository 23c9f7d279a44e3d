/** `gameday init`: writes a first system and its spec into a project, and says the next step. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../../kernel/errors.ts'
import { oneOf } from '../../kernel/schema.ts'
import { readValues } from '../arguments.ts'
import { shellWord } from '../../report/shell-word.ts'
import { type Call, type Command, ExitCode, type Io } from '../command.ts'
import { type Project, projectIn } from '../init/project.ts'
import { type Draft, drafts } from '../init/texts.ts'

export const init: Command = {
  name: 'init',
  summary: 'write a first system and a spec that passes into the project of this folder',
  usage: '',
  options: {
    runner: { type: 'string', takes: 'NAME', summary: 'vitest or jest; default the one it has' },
  },
  help: `
It looks at package.json, tsconfig.json and where tests are, and writes two files, for Vitest or
Jest, as TypeScript or JavaScript. It changes no file that is there.`,
  async run({ values, io }: Call): Promise<ExitCode> {
    const { runner } = readValues(values, { runner: oneOf(['vitest', 'jest']) })
    const project = projectIn(io.cwd, runner)
    const files = drafts(project)
    write(files, io)
    io.out(`${told(project, files).join('\n')}\n`)
    return ExitCode.Held
  },
}

/** Either both or none, and nothing in the place of what is there. */
function write(files: readonly Draft[], { cwd }: Io): void {
  const there = files.filter(({ path }) => existsSync(join(cwd, path)))
  if (there.length > 0) {
    const fix = 'it is yours already: go on in it, or move it away'
    throw new UsageError(there.map(({ path }) => ({ what: `${path} is there already`, fix })))
  }
  const written: string[] = []
  for (const { path, text } of files) {
    try {
      mkdirSync(dirname(join(cwd, path)), { recursive: true })
      writeFileSync(join(cwd, path), text, { flag: 'wx' })
      written.push(path)
    } catch (error) {
      for (const other of written) rmSync(join(cwd, other))
      const what = `${path} could not be written: ${(error as Error).message}`
      throw new UsageError({ what, fix: 'see to its folder, and say gameday init again' })
    }
  }
}

function told(project: Project, [system, spec]: readonly Draft[]): string[] {
  const steps = [
    ...(project.missing.length === 0 ? [] : [`npm i -D ${project.missing.join(' ')}`]),
    commandOf(project, spec),
  ]
  return [
    `${system.path}: who calls whom`,
    `${spec.path}: what must hold when something breaks; it passes`,
    '',
    'Next:',
    ...steps.map(step => `  ${step}`),
    `Then uncomment the last goal in ${spec.path}, and see it fail, why, and what would have held.`,
  ]
}

/** Jest reads ES modules only with this option. */
function commandOf({ runner, isModule, isTypeScript }: Project, { path }: Draft): string {
  if (runner === 'vitest') return `npx vitest run ${shellWord(path)}`
  const options = isModule && !isTypeScript ? 'NODE_OPTIONS=--experimental-vm-modules ' : ''
  return `${options}npx jest ${shellWord(path)}`
}
