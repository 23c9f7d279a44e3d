/** Examples of the docs do what they say: they compile, and they run. */
import ts from 'typescript'
import { compilerOptions } from '../support/doors.ts'
import { type Finding, finding, lineAt } from '../support/findings.ts'
import { finished } from '../support/prelude.ts'
import type { SnippetFile } from '../support/snippet-files.ts'

const repair =
  'Repair the example; names it may use undeclared are the public ones and those of ' +
  'specs/house/support/prelude.ts'

/** Every example that does not compile, by the line of the docs. */
export function uncompiled(files: readonly SnippetFile[]): Finding[] {
  const options = { ...compilerOptions(), noUnusedLocals: false, noUnusedParameters: false }
  const program = ts.createProgram(
    files.map(({ file }) => file),
    options,
  )
  return files.flatMap(({ snippet, file }) => {
    const tree = program.getSourceFile(file)!
    return ts.getPreEmitDiagnostics(program, tree).map(({ start, messageText }) => {
      const line = snippet.line + lineAt(tree, start ?? 0) - 2
      const what = ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\.$/, '')
      return finding({ path: snippet.path, line }, `does not compile: ${what}`, repair)
    })
  })
}

/** Every example that throws when it is run, one after the other. */
export async function failing(files: readonly SnippetFile[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { snippet, file } of files) {
    const told = await runs(file)
    if (told !== undefined) findings.push(finding(snippet, `throws: ${told}`, repair))
  }
  return findings
}

/** Runs a file and the tests in it; what it throws, in words. */
async function runs(file: string): Promise<string | undefined> {
  try {
    await import(/* @vite-ignore */ file)
    await finished()
    return undefined
  } catch (error) {
    return String(error).split('\n')[0]
  }
}

/**
 * Whether an example runs here: not if its author or what it prints is asked, nor under Jest, nor
 * where it would write a baseline beside the spec that runs it.
 */
export function canRun({ snippet: { code, marks } }: SnippetFile): boolean {
  const isLeft = marks.includes('no-run') || marks.includes('prints')
  return !isLeft && !/from '(@jest\/globals|gameday\/jest)'|toMatchBaseline/.test(code)
}
