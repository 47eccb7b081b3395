;; Dot products of one int16 query with rows of int8 codes, 32 values per step.
;; Memory: query at $query (2 bytes a value), rows at $codes (1 byte a value, $stride values a row, a multiple of 32), int32 results at $out.
;; The caller ensures that no sum leaves the range of int32.
(module
  (import "env" "memory" (memory 1))
  (func (export "dot") (param $query i32) (param $codes i32) (param $rows i32) (param $stride i32) (param $out i32)
    (local $end i32) (local $q i32) (local $a v128) (local $b v128)
    (loop $row
      (local.set $q (local.get $query))
      (local.set $end (i32.add (local.get $codes) (local.get $stride)))
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (v128.const i32x4 0 0 0 0))
      (loop $step
        (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (v128.load (local.get $q)) (v128.load8x8_s (local.get $codes)))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (v128.load offset=16 (local.get $q)) (v128.load8x8_s offset=8 (local.get $codes)))))
        (local.set $a (i32x4.add (local.get $a) (i32x4.dot_i16x8_s (v128.load offset=32 (local.get $q)) (v128.load8x8_s offset=16 (local.get $codes)))))
        (local.set $b (i32x4.add (local.get $b) (i32x4.dot_i16x8_s (v128.load offset=48 (local.get $q)) (v128.load8x8_s offset=24 (local.get $codes)))))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (local.set $codes (i32.add (local.get $codes) (i32.const 32)))
        (br_if $step (i32.lt_u (local.get $codes) (local.get $end))))
      (local.set $a (i32x4.add (local.get $a) (local.get $b)))
      (i32.store (local.get $out)
        (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $a)) (i32x4.extract_lane 1 (local.get $a)))
          (i32.add (i32x4.extract_lane 2 (local.get $a)) (i32x4.extract_lane 3 (local.get $a)))))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
      (br_if $row (local.get $rows)))))
