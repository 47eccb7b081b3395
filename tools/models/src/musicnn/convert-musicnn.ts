import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { installMusicnn } from './install-musicnn.ts';

const program = new Command('convert-musicnn')
  .description('Convert a TensorFlow checkpoint of musicnn to ONNX, and write it with its manifest into a folder.')
  .argument('<checkpoint-prefix>', 'path before ".index" and ".data-00000-of-00001", for example "MSD_musicnn/"')
  .argument('<out-dir>', 'folder for the ONNX files, the projection and manifest.json');

await runCommand(program, async () => {
  const [prefix, folder] = program.args as [string, string];
  const { files, weightsDigest } = await installMusicnn(prefix, folder);
  for (const { name, bytes } of files) process.stdout.write(`${name} ${bytes} bytes\n`);
  process.stdout.write(`sha256 ${weightsDigest}\n`);
  return undefined;
});
