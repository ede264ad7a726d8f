/**
 * Writes the platform twins into package-lock.json that the registry in use does not serve.
 *
 * Native packages come as one optional package a platform. A registry mirror may carry those of its own platform
 * only; npm then leaves the others out of the lock file, and `npm ci` refuses the lock file that npm itself wrote.
 * The twins' versions are exact in their parent's `optionalDependencies`, and their names say platform and processor:
 * that is all the lock file needs. Run it after `npm install` wherever `npm ci` says "Missing: ... from lock file".
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockedPackage {
  version?: string;
  cpu?: string | string[];
  os?: string | string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS: [RegExp, string][] = [
  [/openharmony/, 'openharmony'],
  [/darwin/, 'darwin'],
  [/win32|windows/, 'win32'],
  [/android/, 'android'],
  [/freebsd/, 'freebsd'],
  [/netbsd/, 'netbsd'],
  [/openbsd/, 'openbsd'],
  [/sunos/, 'sunos'],
  [/aix/, 'aix'],
  [/linux|gnu|musl/, 'linux'],
];
const PROCESSORS: [RegExp, string][] = [
  [/arm64|aarch64/, 'arm64'],
  [/arm/, 'arm'],
  [/x64|x86_64/, 'x64'],
  [/ia32|x86/, 'ia32'],
  [/ppc64/, 'ppc64'],
  [/s390x/, 's390x'],
  [/riscv64/, 'riscv64'],
  [/loong64|loongarch64/, 'loong64'],
  [/mips64el/, 'mips64el'],
];

const found = (name: string, table: [RegExp, string][]): string | undefined =>
  table.find(([pattern]) => pattern.test(name))?.[1];

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
let added = 0;
for (const parent of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    const os = found(name, SYSTEMS);
    const cpu = found(name, PROCESSORS);
    if (lock.packages[key] || !/^\d/.test(version) || (!os && !cpu)) continue;
    lock.packages[key] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added += 1;
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${file}: ${String(added)} platform packages added`);
