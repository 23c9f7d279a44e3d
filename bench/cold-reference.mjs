// Prints the milliseconds of CPU of importing a large package that does not change with ours.
const begin = process.cpuUsage()
await import('typescript')
const { user, system } = process.cpuUsage(begin)
console.log((user + system) / 1_000)
