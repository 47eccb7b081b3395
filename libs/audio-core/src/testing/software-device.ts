import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Description of SwiftShader, the software Vulkan that Debian's chromium brings. */
const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Why WebGPU cannot be tested here; null if it can. */
export const noSoftwareDevice =
  process.platform === 'linux' && process.arch === 'x64' && existsSync(SWIFTSHADER)
    ? null
    : `WebGPU is tested on SwiftShader (${SWIFTSHADER}, from Debian's package chromium, x64)`;

/**
 * Variables with which WebGPU of processes that are started afterwards computes on SwiftShader. Chromium also brings the
 * Vulkan loader, which some machines do not have.
 */
export const SOFTWARE_DEVICE: Readonly<Record<string, string>> = {
  VK_DRIVER_FILES: SWIFTSHADER,
  LD_LIBRARY_PATH: dirname(SWIFTSHADER),
};

/** Variables with which WebGPU finds no device, on Linux. */
export const NO_DEVICE: Readonly<Record<string, string>> = { VK_DRIVER_FILES: '/nowhere.json' };
