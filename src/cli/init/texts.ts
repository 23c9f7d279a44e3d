/** The first system of a project, and its first spec. */
import type { Project } from './project.ts'

/** A file to be written. */
export type Draft = { readonly path: string; readonly text: string }

/** Both of them. */
export function drafts(project: Project): readonly Draft[] {
  const { folder, suffix } = project
  const extension = extensionOf(project)
  return [
    { path: `${folder}/system.${extension}`, text: systemText(project) },
    { path: `${folder}/system.${suffix}.${extension}`, text: specText(project) },
  ]
}

function extensionOf({ runner, isTypeScript, isModule }: Project): string {
  if (isTypeScript) return 'ts'
  return runner === 'vitest' && !isModule ? 'mjs' : 'js'
}

/** Jest reads JavaScript as Node.js does; all others read ES modules. */
const isCommonJs = ({ runner, isTypeScript, isModule }: Project): boolean =>
  runner === 'jest' && !isTypeScript && !isModule

const systemText = (project: Project): string => `/**
 * ${project.name}, as far as its outages go: who calls whom, how often, and how long it takes.
 * Put in what you know of yours; the docstrings of each word say what it means.
 */
${imported(project, ['call', 'clients', 'logNormal', 'service', 'store', 'system'], 'gameday')}

${isCommonJs(project) ? '' : 'export '}const app = system('${project.name}', {
  users: clients({ rate: '50/s', call: 'api', timeout: '2s' }),
  api: service({ concurrency: 100, handle: [call('${project.store}', { timeout: '250ms' })] }),
  ${project.store}: store({ concurrency: 20, time: logNormal({ median: '5ms', p99: '40ms' }) }),
})
${isCommonJs(project) ? '\nmodule.exports = { app }\n' : ''}`

const specText = (
  project: Project,
): string => `/** What must hold while ${project.store} is slow. */
${importsOf(project).join('\n')}

const slowStore = slow('${project.store}', { by: '2s' }).at('20s').for('10s')
const run = simulate(app, { for: '1m', faults: [slowStore] })

test('most requests are answered although ${project.store} is slow for 10 s of a minute', () => {
  expect(run).toStayAvailable('75%')
  // A goal that breaks, to see why it does and what would have held:
  // expect(run).toStayAvailable('99%')
})
`

function importsOf(project: Project): string[] {
  const { runner, isTypeScript } = project
  const words = imported(project, ['simulate', 'slow'], 'gameday')
  const extension = runner === 'jest' && isTypeScript ? '' : `.${importedAs(project)}`
  const own = imported(project, ['app'], `./system${extension}`)
  // Jest gives its words to every CommonJS file, and its types to none.
  if (isCommonJs(project)) return [words, "const { expect } = require('gameday/jest')", own]
  const test = runner === 'jest' ? '@jest/globals' : 'vitest'
  return [
    words,
    `import { expect } from 'gameday/${runner}'`,
    `import { test } from '${test}'`,
    own,
  ]
}

/** TypeScript, whatever its settings, finds a source by what it will be built to. */
const importedAs = (project: Project): string =>
  project.isTypeScript ? 'js' : extensionOf(project)

function imported(project: Project, words: readonly string[], from: string): string {
  const names = `{ ${words.join(', ')} }`
  return isCommonJs(project)
    ? `const ${names} = require('${from}')`
    : `import ${names} from '${from}'`
}
