#!/usr/bin/env node
import './cli/on-stop.ts'
import { printingTo } from './cli/printing.ts'
import { runCommand } from './cli/run-command.ts'

const [out, errors] = [printingTo(process.stdout), printingTo(process.stderr)]

const run = async (): Promise<void> => {
  const code = await runCommand(process.argv.slice(2), {
    variables: process.env,
    isTerminal: process.stdout.isTTY === true,
    print: out.print,
    complain: errors.print,
  })
  // a server goes on, and has its own way with what it writes
  if (code === undefined) return
  const trouble = await out.flush()
  if (trouble !== null)
    errors.print(`What was asked for can't be printed: ${trouble}. Make room, or print it elsewhere.`)
  process.exitCode = trouble === null ? code : 2
}

void run()
