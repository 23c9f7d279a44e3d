/**
 * Builds the site of the docs into `site/`: the manual, and the API of every door out of its
 * docstrings, with one search that works offline. What leads nowhere fails the build.
 *
 *     npm run docs               builds it, to be opened as site/index.html
 *     npm run docs -- --check    looks whether it could be built, and writes nothing
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  Application,
  Converter,
  type DocumentReflection,
  KindRouter,
  type ProjectReflection,
  type Reflection,
} from 'typedoc'
import { chapterOf, chapters, pagesOf } from './docs-pages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

/** The file behind each door, by the name that users import. */
const doors: Readonly<Record<string, readonly [string]>> = JSON.parse(
  readFileSync(join(root, 'tsconfig.json'), 'utf8'),
).compilerOptions.paths

const app = await Application.bootstrap({
  name: 'gameday',
  readme: 'README.md',
  tsconfig: 'tsconfig.json',
  basePath: root,
  entryPoints: Object.values(doors).map(([file]) => file),
  projectDocuments: pagesOf(root),
  customCss: 'docs/site.css',
  router: 'files',
  // Types are checked by `npm run check:types`, and there is no address of the sources yet.
  skipErrorChecking: true,
  disableGit: true,
  disableSources: true,
  headings: { readme: false, document: false },
  highlightLanguages: ['typescript', 'javascript', 'json', 'bash', 'yaml', 'diff', 'ini'],
  navigation: { includeGroups: true, includeFolders: false },
  groupOrder: [...chapters, '*'],
  searchInComments: true,
  searchInDocuments: true,
  // Who asks for a word wants to read of it first, and to look up its type second.
  searchGroupBoosts: { Manual: 3, Guides: 3, Recipes: 3, Reference: 3 },
  hideGenerator: true,
  // What a name is made of and is no name itself is left out on purpose.
  validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true },
})

const addresses = new Map<Reflection, string>()

/** A page has the address of its file; a name has that which TypeDoc gives it. */
class FileRouter extends KindRouter {
  protected override getIdealBaseName(reflection: Reflection): string {
    return addresses.get(reflection) ?? super.getIdealBaseName(reflection)
  }
}

/** A page is called as it calls itself, and stands in its chapter. */
function place(document: DocumentReflection): void {
  const [, title] = /^# (.*)$/m.exec(document.content[0]?.text ?? '') ?? []
  addresses.set(document, document.name)
  document.frontmatter.group = chapterOf(document.name)
  document.name = title ?? document.name
}

/** A module is called as it is imported. */
function nameModules(project: ProjectReflection): void {
  const names = Object.keys(doors)
  project.children?.forEach((module, i) => {
    module.name = names[i]
  })
}

app.renderer.defineRouter('files', FileRouter)
app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => place(document))
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameModules(project))

const project = await app.convert()
if (project !== undefined) {
  app.validate(project)
  if (!values.check) await app.generateDocs(project, join(root, 'site'))
}
process.exitCode = app.logger.errorCount + app.logger.warningCount > 0 ? 1 : 0
