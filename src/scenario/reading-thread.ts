// What a thread for large texts runs: does one task after the other.
import { parentPort } from 'node:worker_threads'
import { type ReadingTask, runReadingTask } from './reading-task.ts'

parentPort?.on('message', (task: ReadingTask) => parentPort?.postMessage(runReadingTask(task)))
