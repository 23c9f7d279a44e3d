/** `gameday report`: puts reports together, and writes them in other formats. */
import { hasFailed } from '../../gate/formats/problems.ts'
import { merged } from '../../gate/merge.ts'
import { counted } from '../../report/numbers.ts'
import { readValues } from '../arguments.ts'
import { type Call, type Command, ExitCode } from '../command.ts'
import { asReporterOptions, delivered, keepApart, reportFiles, reportOption } from '../reporting.ts'

/** What is written where nothing is said. */
const usual = asReporterOptions({ html: '.gameday/report.html' })

export const report: Command = {
  name: 'report',
  summary: 'put reports of shards together, and write them in other formats',
  usage: 'REPORT…',
  options: { report: { ...reportOption, summary: `what to write; default html=${usual.html}` } },
  help: `
REPORT is a file that a reporter or --report json=FILE wrote. Of a test that several of them have,
the last one counts:

  npx gameday report shard-1.json shard-2.json --report html=report.html,junit=junit.xml

Ends with 0 when all is written, whatever the tests came to.`,
  async run({ positionals: paths, values, io }: Call): Promise<ExitCode> {
    const { report: options = usual } = readValues(values, { report: reportFiles })
    const read = paths.map(path => ['a report that is read', path] as const)
    keepApart(options, read, io)
    const { readReports } = await import('../../gate/read-report.ts')
    const all = merged(readReports(paths, io.cwd))
    if (!delivered(all, options, io)) return ExitCode.Usage
    const failed = all.tests.filter(hasFailed).length
    io.out(`${counted(all.tests.length, 'test')}, ${failed} failed\n`)
    return ExitCode.Held
  },
}
