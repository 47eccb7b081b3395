;; The inner loops over samples and spectra, with SIMD. Addresses are in bytes; v128 reads and writes need no alignment.
;; Everything but the window and the transform is computed in float64, as plain JavaScript does. Constants of loops are
;; locals, since V8 would build a v128.const again in each step.
(module
  (import "env" "memory" (memory 1))
  ;; pffft_transform_ordered of PFFFT: setup, input, spectrum, work space, direction.
  (import "env" "transform" (func $transform (param i32 i32 i32 i32 i32)))

  ;; mel[frame, band] of $count frames (above 0), whose first samples are $hop bytes apart. $plan has ten int32: the
  ;; samples of a frame; the addresses of the window, of PFFFT's setup, input, spectrum and work space, of the power, of
  ;; the bands (see $mel); the number of bands; the bytes of a frame in $mel. The power is that of the last frame.
  (func (export "frames") (param $plan i32) (param $samples i32) (param $hop i32) (param $count i32) (param $mel i32)
    (local $size i32) (local $input i32) (local $spectrum i32) (local $power i32) (local $edge f64)
    (local.set $size (i32.load (local.get $plan)))
    (local.set $input (i32.load offset=12 (local.get $plan)))
    (local.set $spectrum (i32.load offset=16 (local.get $plan)))
    (local.set $power (i32.load offset=24 (local.get $plan)))
    (loop $frame
      (call $window (local.get $samples) (i32.load offset=4 (local.get $plan)) (local.get $input) (local.get $size))
      (call $transform (i32.load offset=8 (local.get $plan)) (local.get $input) (local.get $spectrum)
        (i32.load offset=20 (local.get $plan)) (i32.const 0))
      (call $power (local.get $spectrum) (local.get $power) (i32.shr_u (local.get $size) (i32.const 1)))
      ;; The first pair of the spectrum is the bins 0 and size / 2, which are real.
      (local.set $edge (f64.promote_f32 (f32.load (local.get $spectrum))))
      (f64.store (local.get $power) (f64.mul (local.get $edge) (local.get $edge)))
      (local.set $edge (f64.promote_f32 (f32.load offset=4 (local.get $spectrum))))
      (f64.store (i32.add (local.get $power) (i32.shl (local.get $size) (i32.const 2)))
        (f64.mul (local.get $edge) (local.get $edge)))
      (call $mel (i32.load offset=28 (local.get $plan)) (i32.load offset=32 (local.get $plan)) (local.get $mel))
      (local.set $samples (i32.add (local.get $samples) (local.get $hop)))
      (local.set $mel (i32.add (local.get $mel) (i32.load offset=36 (local.get $plan))))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $frame (local.get $count))))

  ;; out[n] = samples[n] * window[n], float32; $count is a multiple of 4 and above 0.
  (func $window (export "window") (param $samples i32) (param $window i32) (param $out i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $step
      (v128.store (local.get $out) (f32x4.mul (v128.load (local.get $samples)) (v128.load (local.get $window))))
      (local.set $samples (i32.add (local.get $samples) (i32.const 16)))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; power[bin] = re² + im² of float32 pairs, as float64; $bins is a multiple of 4 and above 0.
  (func $power (param $spectrum i32) (param $power i32) (param $bins i32)
    (local $end i32) (local $a v128) (local $b v128) (local $re v128) (local $im v128) (local $x v128) (local $y v128)
    (local.set $end (i32.add (local.get $power) (i32.shl (local.get $bins) (i32.const 3))))
    (loop $step
      (local.set $a (v128.load (local.get $spectrum)))
      (local.set $b (v128.load offset=16 (local.get $spectrum)))
      (local.set $re (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b)))
      (local.set $im (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
      (local.set $x (f64x2.promote_low_f32x4 (local.get $re)))
      (local.set $y (f64x2.promote_low_f32x4 (local.get $im)))
      (v128.store (local.get $power)
        (f64x2.add (f64x2.mul (local.get $x) (local.get $x)) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $x (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $re) (local.get $re))))
      (local.set $y (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $im) (local.get $im))))
      (v128.store offset=16 (local.get $power)
        (f64x2.add (f64x2.mul (local.get $x) (local.get $x)) (f64x2.mul (local.get $y) (local.get $y))))
      (local.set $spectrum (i32.add (local.get $spectrum) (i32.const 32)))
      (local.set $power (i32.add (local.get $power) (i32.const 32)))
      (br_if $step (i32.lt_u (local.get $power) (local.get $end)))))

  ;; mel[band] = sum of weights times power. For each band, $bands has three int32: the address of its first power, that
  ;; of its weights (float64), and their number, which is even and above 0.
  (func $mel (param $bands i32) (param $count i32) (param $mel i32)
    (local $power i32) (local $weights i32) (local $end i32) (local $sum v128)
    (loop $band
      (local.set $power (i32.load (local.get $bands)))
      (local.set $weights (i32.load offset=4 (local.get $bands)))
      (local.set $end (i32.add (local.get $weights) (i32.shl (i32.load offset=8 (local.get $bands)) (i32.const 3))))
      (local.set $sum (v128.const f64x2 0 0))
      (loop $step
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (v128.load (local.get $power)) (v128.load (local.get $weights)))))
        (local.set $power (i32.add (local.get $power) (i32.const 16)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
        (br_if $step (i32.lt_u (local.get $weights) (local.get $end))))
      (f64.store (local.get $mel) (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum))))
      (local.set $mel (i32.add (local.get $mel) (i32.const 8)))
      (local.set $bands (i32.add (local.get $bands) (i32.const 12)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $band (local.get $count))))

  ;; out[n] = scale · ln(max(offset + factor · values[n], floor)), float64. $count is a multiple of 2 and above 0; $floor
  ;; is a normal number above 0. A value that is NaN or infinite gives what JavaScript's Math.log gives.
  ;; The method, and its constants, are those of log in FreeBSD's msun and musl (e_log.c, Sun Microsystems, 1993): x =
  ;; 2^k · (1 + f) with 1 + f from √½ to √2, s = f / (2 + f), ln(1 + f) = f − f²/2 + s · (f²/2 + R(s²)), where R is a
  ;; minimax polynomial with an error below 2^−58.45; k · ln 2 is added in two parts. The error is below 1 ulp.
  (func (export "logarithms") (param $values i32) (param $out i32) (param $count i32)
    (param $factor f64) (param $offset f64) (param $floor f64) (param $scale f64)
    (local $end i32) (local $x v128) (local $bits v128) (local $k v128) (local $f v128) (local $half v128)
    (local $s v128) (local $z v128) (local $w v128) (local $r v128)
    (local $factors v128) (local $offsets v128) (local $floors v128) (local $scales v128) (local $infinity v128)
    (local $one v128) (local $two v128) (local $point5 v128) (local $fraction v128) (local $rootHalf v128)
    (local $toRootHalf v128) (local $magic v128) (local $magicBias v128) (local $ln2Hi v128) (local $ln2Lo v128)
    (local $lg1 v128) (local $lg2 v128) (local $lg3 v128) (local $lg4 v128) (local $lg5 v128) (local $lg6 v128)
    (local $lg7 v128)
    (local.set $factors (f64x2.splat (local.get $factor)))
    (local.set $offsets (f64x2.splat (local.get $offset)))
    (local.set $floors (f64x2.splat (local.get $floor)))
    (local.set $scales (f64x2.splat (local.get $scale)))
    (local.set $infinity (v128.const f64x2 inf inf))
    (local.set $one (v128.const f64x2 1 1))
    (local.set $two (v128.const f64x2 2 2))
    (local.set $point5 (v128.const f64x2 0.5 0.5))
    (local.set $fraction (v128.const i64x2 0x000fffffffffffff 0x000fffffffffffff))
    ;; √½ with a high word of 32 bits, and the bits of 1 minus those.
    (local.set $rootHalf (v128.const i64x2 0x3fe6a09e00000000 0x3fe6a09e00000000))
    (local.set $toRootHalf (v128.const i64x2 0x00095f6200000000 0x00095f6200000000))
    ;; The bits of 2^52, whose lowest bits are an integer below 2^52; 2^52 + 1023, to subtract.
    (local.set $magic (v128.const i64x2 0x4330000000000000 0x4330000000000000))
    (local.set $magicBias (v128.const f64x2 4503599627371519 4503599627371519))
    (local.set $ln2Hi (v128.const f64x2 6.93147180369123816490e-01 6.93147180369123816490e-01))
    (local.set $ln2Lo (v128.const f64x2 1.90821492927058770002e-10 1.90821492927058770002e-10))
    (local.set $lg1 (v128.const f64x2 6.666666666666735130e-01 6.666666666666735130e-01))
    (local.set $lg2 (v128.const f64x2 3.999999999940941908e-01 3.999999999940941908e-01))
    (local.set $lg3 (v128.const f64x2 2.857142874366239149e-01 2.857142874366239149e-01))
    (local.set $lg4 (v128.const f64x2 2.222219843214978396e-01 2.222219843214978396e-01))
    (local.set $lg5 (v128.const f64x2 1.818357216161805012e-01 1.818357216161805012e-01))
    (local.set $lg6 (v128.const f64x2 1.531383769920937332e-01 1.531383769920937332e-01))
    (local.set $lg7 (v128.const f64x2 1.479819860511658591e-01 1.479819860511658591e-01))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $step
      ;; pmax keeps a NaN.
      (local.set $x (f64x2.pmax
        (f64x2.add (local.get $offsets) (f64x2.mul (local.get $factors) (v128.load (local.get $values))))
        (local.get $floors)))
      ;; k, and f.
      (local.set $bits (i64x2.add (local.get $x) (local.get $toRootHalf)))
      (local.set $k (f64x2.sub
        (v128.or (i64x2.shr_u (local.get $bits) (i32.const 52)) (local.get $magic)) (local.get $magicBias)))
      (local.set $f (f64x2.sub
        (i64x2.add (v128.and (local.get $bits) (local.get $fraction)) (local.get $rootHalf)) (local.get $one)))
      (local.set $half (f64x2.mul (f64x2.mul (local.get $f) (local.get $f)) (local.get $point5)))
      (local.set $s (f64x2.div (local.get $f) (f64x2.add (local.get $f) (local.get $two))))
      ;; R by even and odd coefficients.
      (local.set $z (f64x2.mul (local.get $s) (local.get $s)))
      (local.set $w (f64x2.mul (local.get $z) (local.get $z)))
      (local.set $r (f64x2.add
        (f64x2.mul (local.get $w) (f64x2.add (local.get $lg2)
          (f64x2.mul (local.get $w) (f64x2.add (local.get $lg4) (f64x2.mul (local.get $w) (local.get $lg6))))))
        (f64x2.mul (local.get $z) (f64x2.add (local.get $lg1)
          (f64x2.mul (local.get $w) (f64x2.add (local.get $lg3)
            (f64x2.mul (local.get $w) (f64x2.add (local.get $lg5) (f64x2.mul (local.get $w) (local.get $lg7))))))))))
      (local.set $r (f64x2.add
        (f64x2.mul (local.get $s) (f64x2.add (local.get $half) (local.get $r)))
        (f64x2.mul (local.get $k) (local.get $ln2Lo))))
      (local.set $r (f64x2.add
        (f64x2.mul (local.get $k) (local.get $ln2Hi))
        (f64x2.sub (local.get $f) (f64x2.sub (local.get $half) (local.get $r)))))
      ;; Infinity and NaN are their own logarithms.
      (v128.store (local.get $out) (f64x2.mul (local.get $scales)
        (v128.bitselect (local.get $r) (local.get $x) (f64x2.lt (local.get $x) (local.get $infinity)))))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; out[n] = values[n], float64 to float32; $count is a multiple of 4 and above 0.
  (func (export "demote") (param $values i32) (param $out i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $step
      (v128.store (local.get $out) (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
        (f32x4.demote_f64x2_zero (v128.load (local.get $values)))
        (f32x4.demote_f64x2_zero (v128.load offset=16 (local.get $values)))))
      (local.set $values (i32.add (local.get $values) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; The largest magnitude of float32 samples; NaN if one of them is. $count is a multiple of 16 and above 0. Without
  ;; their sign, the bits of floats have the order of the floats as integers, and those of a NaN are the largest.
  (func (export "peak") (param $samples i32) (param $count i32) (result f32)
    (local $end i32) (local $sign v128) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $sign (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))
    (loop $step
      (local.set $a (i32x4.max_u (local.get $a) (v128.andnot (v128.load (local.get $samples)) (local.get $sign))))
      (local.set $b (i32x4.max_u (local.get $b) (v128.andnot (v128.load offset=16 (local.get $samples)) (local.get $sign))))
      (local.set $c (i32x4.max_u (local.get $c) (v128.andnot (v128.load offset=32 (local.get $samples)) (local.get $sign))))
      (local.set $d (i32x4.max_u (local.get $d) (v128.andnot (v128.load offset=48 (local.get $samples)) (local.get $sign))))
      (local.set $samples (i32.add (local.get $samples) (i32.const 64)))
      (br_if $step (i32.lt_u (local.get $samples) (local.get $end))))
    (local.set $a (i32x4.max_u (i32x4.max_u (local.get $a) (local.get $b)) (i32x4.max_u (local.get $c) (local.get $d))))
    (local.set $a (i32x4.max_u (local.get $a) (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $a) (local.get $a))))
    (local.set $a (i32x4.max_u (local.get $a) (i8x16.shuffle 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 (local.get $a) (local.get $a))))
    (f32x4.extract_lane 0 (local.get $a)))

  ;; out[n] = values[n], float32 to float64; $count is a multiple of 4 and above 0.
  (func (export "promote") (param $values i32) (param $out i32) (param $count i32)
    (local $end i32) (local $x v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 3))))
    (loop $step
      (local.set $x (v128.load (local.get $values)))
      (v128.store (local.get $out) (f64x2.promote_low_f32x4 (local.get $x)))
      (v128.store offset=16 (local.get $out)
        (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $x) (local.get $x))))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $step (i32.lt_u (local.get $out) (local.get $end)))))

  ;; out[n] = sum of the products of $length samples, from the sample ⌊(index + n) · step⌋ − $origin on, and the weights
  ;; of the phase of index + n; samples and weights are float64, the result is float32. $phase is the phase of index;
  ;; after that of $phases − 1 comes 0. $length is a multiple of 4, and $count, like it, above 0.
  (func (export "resample") (param $samples i32) (param $weights i32) (param $length i32) (param $phases i32)
    (param $phase i32) (param $index f64) (param $step f64) (param $origin f64) (param $out i32) (param $count i32)
    (local $end i32) (local $x i32) (local $w i32) (local $wEnd i32) (local $bytes i32) (local $sum v128)
    (local.set $bytes (i32.shl (local.get $length) (i32.const 3)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $output
      (local.set $x (i32.add (local.get $samples) (i32.shl (i32.trunc_f64_s
        (f64.sub (f64.floor (f64.mul (local.get $index) (local.get $step))) (local.get $origin))) (i32.const 3))))
      (local.set $w (i32.add (local.get $weights) (i32.mul (local.get $phase) (local.get $bytes))))
      (local.set $wEnd (i32.add (local.get $w) (local.get $bytes)))
      (local.set $sum (v128.const f64x2 0 0))
      (loop $step
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul (v128.load (local.get $x)) (v128.load (local.get $w)))))
        (local.set $sum (f64x2.add (local.get $sum)
          (f64x2.mul (v128.load offset=16 (local.get $x)) (v128.load offset=16 (local.get $w)))))
        (local.set $x (i32.add (local.get $x) (i32.const 32)))
        (local.set $w (i32.add (local.get $w) (i32.const 32)))
        (br_if $step (i32.lt_u (local.get $w) (local.get $wEnd))))
      (f32.store (local.get $out) (f32.demote_f64
        (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum)))))
      (local.set $phase (i32.add (local.get $phase) (i32.const 1)))
      (if (i32.eq (local.get $phase) (local.get $phases)) (then (local.set $phase (i32.const 0))))
      (local.set $index (f64.add (local.get $index) (f64.const 1)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $output (i32.lt_u (local.get $out) (local.get $end))))))
