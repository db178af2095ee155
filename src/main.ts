#!/usr/bin/env node
import './cli/on-stop.ts'
import { runCommand } from './cli/run-command.ts'

const writer =
  (stream: NodeJS.WriteStream) =>
  (text: string): void => {
    stream.write(`${text.trimEnd()}\n`)
  }

process.exitCode = await runCommand(process.argv.slice(2), {
  variables: process.env,
  isTerminal: process.stdout.isTTY === true,
  print: writer(process.stdout),
  complain: writer(process.stderr),
})
